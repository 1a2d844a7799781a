"""Validates lines with jsonschema-rs: validate-with-rust.py SCHEMA LINES"""
import json, sys
import jsonschema_rs

with open(sys.argv[1]) as file:
  validator = jsonschema_rs.validator_for(json.load(file))
with open(sys.argv[2]) as file:
  if not all(validator.is_valid(json.loads(line)) for line in file):
    sys.exit(1)
