import { expect, test } from 'vitest'
import { readTnsNames } from '../../src/core/tnsnames.ts'

const file = `
# all of them
HR_TEST =
  (DESCRIPTION =
    (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521)) # not = here
    (CONNECT_DATA = (SERVICE_NAME = hr)))

fin.example.com, FIN = (DESCRIPTION=(CONNECT_DATA=(SID=fin)))
IFILE = /etc/more/tnsnames.ora
hr_test=(DESCRIPTION=(CONNECT_DATA=(SID=again)))
last=
 (DESCRIPTION_LIST=(DESCRIPTION=(A=1))(DESCRIPTION=(A=2)))`

test('the names of a tnsnames.ora are read, its descriptions skipped, its includes named', () => {
  expect(readTnsNames(file)).toEqual({
    aliases: ['HR_TEST', 'fin.example.com', 'FIN', 'last'],
    included: ['/etc/more/tnsnames.ora'],
  })
})

test.each(['', '# nothing', '(((', ')))', 'just words', '='])('%j has no names', (text) => {
  expect(readTnsNames(text).aliases).toEqual([])
})
