import Processes
import SystemPackage
import TestSupport
