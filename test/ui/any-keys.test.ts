/** Whatever is pressed, typed and resized in whatever order: nothing breaks, and every frame fits its terminal. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { widthOf } from '../../src/results/text-width.ts'
import { bindings } from '../../src/ui/keys/key-table.ts'
import { type Script, untilBroken } from './scripted-connections.ts'
import { openShellBench, type ShellBench } from './shell-bench.ts'

const script: Script = (statement, broken) =>
  /sleep/.test(statement) ? untilBroken(broken) : { columns: ['NAME'], rows: [['KING'], ['SCOTT']] }

/** Keys that leave the program to somebody else, or for good, are for stories. */
const leaving = ['ctrl-z', 'ctrl-d', 'ctrl-x-ctrl-e']
const keys = [...new Set(bindings.flatMap((binding) => binding.keys))].filter((key) => !leaving.includes(key))

const lines = [
  ...['select name from emp;', 'begin sleep; end;', '/', 'for n=1,2,3', 'for', 'repeat 1s times 2', '漢字'],
  ...['cap 2', 'each', 'any', 'on scott', 'on scott:3', 'autocommit on', 'priority 3', 'move 1 first'],
  ...['cancel all', 'hold 1', 'release 1', 'pause', 'retry 1', 'resume 1', 'commit', 'rollback all'],
  ...[
    'view tasks phase:failed',
    'view log',
    'view timeline',
    'view grid',
    'answer',
    'fold',
    'jobs',
    'show 1',
  ],
  ...['help', 'oerr 942', 'desc emp', 'sessions', 'copy', 'tour', 'tour stop', 'open', 'close', 'nonsense'],
]

type Move =
  | { readonly press: string }
  | { readonly enter: string }
  | { readonly columns: number; readonly rows: number }
  | 'wait'

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...keys).map((press) => ({ press })) },
  { weight: 6, arbitrary: fc.constantFrom(...lines).map((enter) => ({ enter })) },
  {
    weight: 1,
    arbitrary: fc.record({
      columns: fc.integer({ min: 1, max: 200 }),
      rows: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant('wait' as const) },
)

async function make(move: Move, { shell, enter }: ShellBench): Promise<void> {
  if (move === 'wait') await new Promise((resolve) => setTimeout(resolve, 4))
  else if ('enter' in move) enter(move.enter)
  else if ('columns' in move) shell.store.resize(move)
  else shell.press([move.press.length === 1 ? { key: 'text', text: move.press } : { key: move.press }])
}

function expectFits({ shell: { store } }: ShellBench): void {
  const { lines, cursor } = store.frame()
  const { columns, rows } = store.size()
  expect(lines).toHaveLength(rows)
  expect(lines.filter((line) => widthOf(line) > columns)).toEqual([])
  if (!cursor) return
  expect(cursor.x).toBeGreaterThanOrEqual(0)
  expect(cursor.x).toBeLessThan(columns)
  expect(cursor.y).toBeLessThan(rows)
}

test('whatever is pressed and typed, nothing breaks, and every frame fits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 50, maxLength: 200 }), async (moves) => {
      const bench = openShellBench(script)
      try {
        for (const each of moves) {
          await make(each, bench)
          expectFits(bench)
        }
      } finally {
        bench.shell.store.close()
        await bench.engine.close()
      }
    }),
    { numRuns: 15 },
  )
})
