"""Compiles schemas with jsonschema-rs and holds them to their metaschema: compile-with-rust.py SCHEMA…"""
import json, sys
import jsonschema_rs

for path in sys.argv[1:]:
  with open(path) as file:
    schema = json.load(file)
  jsonschema_rs.meta.validate(schema)
