/**
 * What a variable holds, for another one: records and collections are copied, never shared.
 */
import { RecordValue, type Slot } from '../frame.ts'
import { Collection } from './collection.ts'

export const copySlot = (slot: Slot): Slot => {
  if (slot instanceof RecordValue) return new RecordValue([...slot.fields])
  return slot instanceof Collection ? slot.copy() : slot
}
