internal import CLibPgQuery
