// The job by hand in JavaScript: a pool of three that connects for every item, as the seed does.
import oracledb from 'oracledb'

const [connectString, count, seconds] = process.argv.slice(2)
const items = Array.from({ length: Number(count) }, (_, index) => String(index + 1))

async function runItem(item) {
  const connection = await oracledb.getConnection({
    user: 'scott',
    password: process.env.PRACTICE_PASSWORD,
    connectString,
  })
  await connection.execute(
    'begin dbms_application_info.set_client_info(:item); dbms_session.sleep(:seconds); end;',
    {
      item,
      seconds: Number(seconds),
    },
  )
  await connection.close()
}

await Promise.all(
  Array.from({ length: 3 }, async () => {
    for (let item = items.shift(); item !== undefined; item = items.shift()) await runItem(item)
  }),
)
