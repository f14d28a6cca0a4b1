/** What `--retries`, `--retry-delay` and `--retry-on` ask for. */
import { badRequest } from '../core/failure.ts'
import { parseErrorCodes, type RetryPlan, usualDelay } from '../core/retry.ts'
import { parseSpan } from '../core/when.ts'

export interface RetryOptions {
  readonly retries?: number
  readonly retryDelay?: string
  readonly retryOn?: readonly string[]
}

/** Undefined: nothing is retried. Throws a bad request. */
export function readRetries({ retries, retryDelay, retryOn }: RetryOptions): RetryPlan | undefined {
  const delay = retryDelay === undefined ? usualDelay : parseSpan(retryDelay, '--retry-delay')
  const on = (retryOn ?? []).flatMap((text) => parseErrorCodes(text, '--retry-on'))
  if (retries === undefined && (retryDelay !== undefined || retryOn !== undefined))
    throw badRequest(`${retryDelay === undefined ? '--retry-on' : '--retry-delay'} goes with --retries N`)
  return retries ? { times: retries, delay, on } : undefined
}
