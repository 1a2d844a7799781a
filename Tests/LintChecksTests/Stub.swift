import LintChecks
import TestSupport
