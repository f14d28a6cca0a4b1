/**
 * System privileges and roles: what they are called, and what a role stands for. Roles are Oracle's own; nobody makes
 * others here.
 */
import type { Privilege } from './grants.ts'

/** Those that mean something here ("SQL Language Reference, GRANT", System Privileges). */
export const systemPrivileges = [
  ...['ALTER PROFILE', 'ALTER SESSION', 'ALTER SYSTEM', 'ALTER USER'],
  ...['CREATE PROCEDURE', 'CREATE PROFILE', 'CREATE PUBLIC SYNONYM', 'CREATE SEQUENCE', 'CREATE SESSION'],
  ...['CREATE SYNONYM', 'CREATE TABLE', 'CREATE USER', 'CREATE VIEW', 'DELETE ANY TABLE'],
  ...['DROP PROFILE', 'DROP PUBLIC SYNONYM', 'DROP USER', 'EXECUTE ANY PROCEDURE', 'GRANT ANY PRIVILEGE'],
  ...['GRANT ANY ROLE', 'INSERT ANY TABLE', 'READ ANY TABLE', 'SELECT ANY DICTIONARY'],
  ...['SELECT ANY SEQUENCE', 'SELECT ANY TABLE', 'UNLIMITED TABLESPACE', 'UPDATE ANY TABLE'],
] as const

export type SystemPrivilege = (typeof systemPrivileges)[number]

/** "Database Security Guide, Predefined Roles in an Oracle Database Installation", as far as their privileges are known. */
const roles = {
  CONNECT: ['CREATE SESSION'],
  RESOURCE: ['CREATE TABLE', 'CREATE PROCEDURE', 'CREATE SEQUENCE'],
  SELECT_CATALOG_ROLE: [],
  DBA: systemPrivileges,
} as const satisfies Readonly<Record<string, readonly SystemPrivilege[]>>

export type Role = keyof typeof roles

export const roleNames = Object.keys(roles) as readonly Role[]

export const isRole = (word: string): word is Role => Object.hasOwn(roles, word)

export const isSystemPrivilege = (word: string): word is SystemPrivilege =>
  (systemPrivileges as readonly string[]).includes(word)

export const privilegesOf = (role: Role): readonly SystemPrivilege[] => roles[role]

/** The system privileges that are as good as an object privilege on everybody's objects of a kind. */
export const anyPrivilege = (privilege: Privilege, kind: string): readonly SystemPrivilege[] => {
  if (kind === 'SEQUENCE') return privilege === 'SELECT' ? ['SELECT ANY SEQUENCE'] : []
  if (kind !== 'TABLE' && kind !== 'VIEW') return privilege === 'EXECUTE' ? ['EXECUTE ANY PROCEDURE'] : []
  switch (privilege) {
    case 'SELECT':
      return ['SELECT ANY TABLE']
    case 'READ':
      return ['READ ANY TABLE', 'SELECT ANY TABLE']
    case 'INSERT':
      return ['INSERT ANY TABLE']
    case 'UPDATE':
      return ['UPDATE ANY TABLE']
    case 'DELETE':
      return ['DELETE ANY TABLE']
    default:
      return []
  }
}
