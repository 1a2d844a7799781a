"""How many pairs each side decided, and where they differ: compare-verdicts.py OURS NAME=THEIRS…

OURS is what `contracts compare --pairs` wrote, THEIRS a word for each pair: yes, no or unknown."""
import json, sys

words = {"compatible": "yes", "breaking": "no", "undecided": "unknown"}
with open(sys.argv[1]) as file:
  lines = [json.loads(line) for line in file]
ours = [words[line["verdict"]] for line in lines]
print(f"contracts decides {sum(word != 'unknown' for word in ours)} of {len(ours)} pairs")
for argument in sys.argv[2:]:
  name, path = argument.split("=", 1)
  with open(path) as file:
    theirs = file.read().split()
  both = [(one, other, number) for number, (one, other) in enumerate(zip(ours, theirs)) if "unknown" not in (one, other)]
  differing = [number for one, other, number in both if one != other]
  proved = [number for number in differing if ours[number] == "no"]
  print(f"{name} decides {sum(word != 'unknown' for word in theirs)}; both decide {len(both)} and differ in {len(differing)}, "
    f"of which a document settles {len(proved)}" + (f": lines {[number + 1 for number in differing][:20]}" if differing else ""))
