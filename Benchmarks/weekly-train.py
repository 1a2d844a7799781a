# The state of the default weekly train at each instant of standard input, as one would write it by hand:
# staging is frozen from Wednesday 18:00 UTC until the end of Thursday, production is open on Thursday.
import json
import sys
from datetime import datetime, timedelta

for line in sys.stdin:
    at = datetime.fromisoformat(line.strip().replace("Z", "+00:00"))
    monday = at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.weekday())
    freeze, cut, end = (monday + timedelta(hours=hours) for hours in (66, 72, 96))
    state = "frozen" if freeze <= at < cut else "cut-open" if cut <= at < end else "boarding"
    print(json.dumps({
        "at": line.strip(), "train": cut.date().isoformat(), "state": state,
        "staging": {"open": state == "boarding"}, "production": {"open": state == "cut-open"}}))
