import SQL
import TestSupport
