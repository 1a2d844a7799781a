internal import Subprocess
internal import SystemPackage
