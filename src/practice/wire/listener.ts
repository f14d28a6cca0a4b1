/**
 * How the listener meets a client that has said what it wants to reach: as it should, or in one of the ways in which
 * listeners fail.
 */
import type { Socket } from 'node:net'
import type { ListenerMood } from '../door.ts'
import { refusePacket } from './connecting.ts'

/** Calls `answer` when the client is to have its answer; a client that is left waiting never gets one. */
export function meet(mood: ListenerMood, socket: Socket, answer: () => void): void {
  switch (mood.kind) {
    case 'normal':
      answer()
      return
    case 'refuse':
      socket.end(refusePacket(mood.error))
      return
    case 'reset':
      socket.resetAndDestroy()
      return
    case 'hang':
      return
    case 'late': {
      const timer = setTimeout(answer, mood.milliseconds)
      socket.once('close', () => clearTimeout(timer))
    }
  }
}
