/**
 * SYS_CONTEXT('USERENV', ...): what a session can ask of itself and its database.
 */
import { OracleError } from '../error.ts'

import type { Run } from './frame.ts'

type Parameter = (run: Run) => string | null

/** "SQL Language Reference, SYS_CONTEXT", Predefined Parameters of Namespace USERENV; those that mean something here. */
const parameters: Readonly<Record<string, Parameter>> = {
  ACTION: ({ session }) => session.action,
  AUTHENTICATED_IDENTITY: ({ session }) => session.user,
  AUTHENTICATION_METHOD: () => 'PASSWORD',
  CLIENT_IDENTIFIER: ({ session }) => session.clientIdentifier,
  CLIENT_INFO: ({ session }) => session.clientInfo,
  CLIENT_PROGRAM_NAME: ({ session }) => session.logon.program || null,
  CON_ID: () => '1',
  CON_NAME: ({ instance }) => instance.identity.pdbName.toUpperCase(),
  CURRENT_SCHEMA: ({ authority }) => authority.schema,
  CURRENT_USER: ({ authority }) => authority.user,
  DATABASE_ROLE: () => 'PRIMARY',
  DB_DOMAIN: ({ instance }) => instance.identity.domain || null,
  DB_NAME: ({ instance }) => instance.identity.uniqueName,
  DB_UNIQUE_NAME: ({ instance }) => instance.identity.uniqueName,
  DBLINK_INFO: () => null,
  HOST: ({ session }) => session.logon.machine || null,
  INSTANCE: () => '1',
  INSTANCE_NAME: ({ instance }) => instance.identity.instanceName,
  IP_ADDRESS: () => '127.0.0.1',
  ISDBA: () => 'FALSE',
  LANG: () => 'US',
  LANGUAGE: () => 'AMERICAN_AMERICA.AL32UTF8',
  MODULE: ({ session }) => session.module,
  NETWORK_PROTOCOL: () => 'tcp',
  NLS_CALENDAR: () => 'GREGORIAN',
  NLS_DATE_FORMAT: ({ session }) => session.nls.dateFormat,
  NLS_DATE_LANGUAGE: () => 'AMERICAN',
  NLS_SORT: () => 'BINARY',
  NLS_TERRITORY: () => 'AMERICA',
  ORACLE_HOME: () => null,
  OS_USER: ({ session }) => session.logon.osUser || null,
  PROXY_USER: ({ session }) => session.logon.proxy?.toUpperCase() ?? null,
  PROXY_USERID: ({ session, instance }) => {
    const { proxy } = session.logon
    const user = proxy === undefined ? undefined : instance.catalog.user(proxy.toUpperCase())
    return user === undefined ? null : String(user.id)
  },
  SERVER_HOST: () => 'localhost',
  SERVICE_NAME: ({ instance }) => instance.identity.service,
  SESSIONID: ({ session }) => String(session.audsid),
  SESSION_USER: ({ session }) => session.user,
  SESSION_USERID: ({ session }) => String(session.userId),
  SID: ({ session }) => String(session.sid),
  TERMINAL: ({ session }) => session.logon.terminal || null,
}

/** @throws OracleError ORA-02003 for a parameter that is not known. A namespace that is not known has only nulls. */
export const readContext = (namespace: string, parameter: string, run: Run): string | null => {
  if (namespace.toUpperCase() !== 'USERENV') return null
  const name = parameter.toUpperCase()
  const read = Object.hasOwn(parameters, name) ? parameters[name] : undefined
  if (read === undefined) throw new OracleError(2003, 'invalid USERENV parameter')
  return read(run)
}
