import { expect, test } from 'vitest'
import { bindNames } from '../../src/language/binds.ts'

test.each([
  ['select :a, :B, :a from dual', ['A', 'B']],
  ['select * from t where x = :1 and y = :2', ['1', '2']],
  ['begin :x := p(:"Mixed Case"); end;', ['X', 'Mixed Case']],
  ["select ':no', q'[:no]', \":no\" from dual -- :no\n/* :no */ where 1 = :yes", ['YES']],
  ['begin x:=1; y := 2; end;', []],
  ["select json_object('k':v, 'l' : w) from t", []],
  ['create or replace trigger t before insert on x for each row begin :new.a := :old.b; end;', []],
  ['select 1 from dual', []],
])('%s has %j', (text, names) => {
  expect(bindNames(text)).toEqual(names)
})
