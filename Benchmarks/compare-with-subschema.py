"""Compares pairs of schemas with jsonsubschema and prints yes, no or unknown for each: compare-with-subschema.py PAIRS"""
import contextlib, io, json, logging, signal, sys, warnings

warnings.simplefilter("ignore")
import jsonsubschema

logging.disable(logging.CRITICAL)

def give_up(number, frame):
  raise TimeoutError

signal.signal(signal.SIGALRM, give_up)
with open(sys.argv[1]) as file:
  for line in file:
    pair = json.loads(line)
    answer = "unknown"
    # A question is given up after two seconds: some take minutes.
    signal.setitimer(signal.ITIMER_REAL, 2)
    try:
      # It prints what it looks at now and then.
      with contextlib.redirect_stdout(io.StringIO()):
        answer = "yes" if jsonsubschema.isSubschema(pair["s1"], pair["s2"]) else "no"
    except BaseException as error:
      if isinstance(error, KeyboardInterrupt): raise
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(answer)
