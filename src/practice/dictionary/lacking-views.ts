/**
 * Names of dictionary views that Oracle has and the practice database lacks, as far as people look into them ("Database
 * Reference, Static Data Dictionary Views"): whoever asks for one is told so, and not that it does not exist.
 */

/** Behind USER_, ALL_ and DBA_. */
const families: ReadonlySet<string> = new Set([
  ...['ARGUMENTS', 'CLUSTERS', 'COL_COMMENTS', 'COL_PRIVS', 'CONS_COLUMNS', 'CONSTRAINTS', 'DB_LINKS'],
  ...['DEPENDENCIES', 'DIRECTORIES', 'EDITIONS', 'ERRORS', 'EXTENTS', 'EXTERNAL_TABLES', 'FREE_SPACE'],
  ...['HISTOGRAMS', 'IDENTIFIERS', 'IND_COLUMNS', 'IND_EXPRESSIONS', 'IND_PARTITIONS', 'IND_STATISTICS'],
  ...['INDEXES', 'JOBS', 'JOBS_RUNNING', 'LOBS', 'MVIEW_LOGS', 'MVIEWS', 'NESTED_TABLES', 'OBJECT_SIZE'],
  ...['OBJECT_TABLES', 'OBJECTS', 'PART_INDEXES', 'PART_KEY_COLUMNS', 'PART_TABLES', 'PASSWORD_LIMITS'],
  ...['PLSQL_OBJECT_SETTINGS', 'POLICIES', 'PROCEDURES', 'PROXIES', 'QUEUES', 'RECYCLEBIN', 'ROLE_PRIVS'],
  ...['RESOURCE_LIMITS', 'SCHEDULER_JOB_LOG', 'SCHEDULER_JOB_RUN_DETAILS', 'SCHEDULER_JOBS'],
  ...['SCHEDULER_PROGRAMS', 'SCHEDULER_RUNNING_JOBS', 'SCHEDULER_SCHEDULES', 'SEGMENTS', 'SEQUENCES'],
  ...['SOURCE', 'STORED_SETTINGS', 'SYNONYMS', 'SYS_PRIVS', 'TAB_COL_STATISTICS', 'TAB_COLS', 'TAB_COLUMNS'],
  ...['TAB_COMMENTS', 'TAB_HISTOGRAMS', 'TAB_IDENTITY_COLS', 'TAB_MODIFICATIONS', 'TAB_PARTITIONS'],
  ...['TAB_PRIVS', 'TAB_PRIVS_MADE', 'TAB_PRIVS_RECD', 'TAB_STATISTICS', 'TAB_SUBPARTITIONS', 'TABLES'],
  ...['TABLESPACES', 'TRIGGER_COLS', 'TRIGGERS', 'TS_QUOTAS', 'TYPE_ATTRS', 'TYPE_METHODS', 'TYPES'],
  ...['UNUSED_COL_TABS', 'UPDATABLE_COLUMNS', 'USERS', 'VARRAYS', 'VIEWS', 'XML_TABLES'],
])

/** Those that have DBA_ alone in front of them. */
const ofDbas: ReadonlySet<string> = new Set([
  ...[
    '2PC_PENDING',
    'AUDIT_TRAIL',
    'BLOCKERS',
    'DATA_FILES',
    'DDL_LOCKS',
    'DML_LOCKS',
    'FEATURE_USAGE_STATISTICS',
  ],
  ...['HIST_ACTIVE_SESS_HISTORY', 'HIST_SNAPSHOT', 'HIST_SQLTEXT', 'LOCK', 'LOCKS', 'PDBS', 'PROFILES'],
  ...['REGISTRY', 'ROLES', 'TEMP_FILES', 'TS_QUOTAS', 'WAITERS'],
])

const alone: ReadonlySet<string> = new Set([
  ...[
    'ALL_ALL_TABLES',
    'CATALOG',
    'CLU',
    'COLS',
    'DATABASE_PROPERTIES',
    'DICT',
    'DICT_COLUMNS',
    'DICTIONARY',
  ],
  ...['GLOBAL_NAME', 'IND', 'INDEX_STATS', 'NLS_DATABASE_PARAMETERS', 'NLS_INSTANCE_PARAMETERS', 'OBJ'],
  ...['PLAN_TABLE', 'PRODUCT_COMPONENT_VERSION', 'RECYCLEBIN', 'RESOURCE_COST', 'ROLE_ROLE_PRIVS'],
  ...['ROLE_SYS_PRIVS', 'ROLE_TAB_PRIVS', 'SEQ', 'SESSION_CONTEXT', 'SYN', 'TABLE_PRIVILEGES', 'TABS'],
])

/** Who would see a view of that name in Oracle; undefined where it has none. Of V$ views no name is looked at. */
export const lackingView = (name: string): 'DBA' | 'everybody' | undefined => {
  if (/^G?V_?\$/.test(name)) return 'DBA'
  const [, prefix, family = ''] = /^(USER|ALL|DBA)_(.*)$/.exec(name) ?? []
  if (prefix === 'DBA') return families.has(family) || ofDbas.has(family) ? 'DBA' : undefined
  return families.has(family) || alone.has(name) ? 'everybody' : undefined
}
