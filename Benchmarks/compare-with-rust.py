"""Compares pairs of schemas with jsonschema-rs and prints yes, no or unknown for each: compare-with-rust.py PAIRS"""
import json, sys
import jsonschema_rs

answers = []
with open(sys.argv[1]) as file:
  for line in file:
    pair = json.loads(line)
    try:
      old, new = (jsonschema_rs.canonicalize(pair[key]) for key in ("s1", "s2"))
      answers.append(str(new.covers(old).value))
    except ValueError:
      # Canonicalisation, references and patterns that it does not do.
      answers.append("unknown")
print("\n".join(answers))
