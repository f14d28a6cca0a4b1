/** Signals that end what is on the terminal as if the user had left, without a question. */
export const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
