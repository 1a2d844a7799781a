internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import Processes
