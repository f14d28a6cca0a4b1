/**
 * Read committed's second look: what found a row has changed since the statement began, or the row is gone, so the
 * statement's work is undone and it begins again with what is committed now. Never leaves the engine.
 */
export class StatementRestart extends Error {
  constructor() {
    super('the statement begins again')
    this.name = 'StatementRestart'
  }
}
