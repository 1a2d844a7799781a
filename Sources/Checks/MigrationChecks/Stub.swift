internal import Calendars
internal import Changes
internal import Findings
internal import Git
internal import Policy
internal import SQL
internal import Documents
