/**
 * The elements of a collection by key, in the order of the keys. Copies share their elements until one of them changes.
 * What a collection holds counts as the session's memory until the call ends.
 */
import { OracleError } from '../../error.ts'
import type { Value } from '../../values/value.ts'
import { RecordValue } from '../frame.ts'
import { type SessionMemory, sizeOf, sizeOfAll, type WorkArea } from '../memory.ts'

export type Element = Value | RecordValue
export type Key = number | string

/** Bytes that a key takes beside its element, about. */
const KEY = 48

interface Elements {
  readonly byKey: Map<Key, Element>
  /** The keys in order; undefined once a key came out of order or went. */
  order: Key[] | undefined
}

export class Collection {
  /** A nested table is null until it has been made. */
  isNull: boolean
  #elements: Elements = { byKey: new Map(), order: [] }
  #isShared = false
  #area: WorkArea | undefined

  constructor(isNull: boolean) {
    this.isNull = isNull
  }

  /** The same elements for another variable. */
  copy(): Collection {
    const copy = new Collection(this.isNull)
    copy.#elements = this.#elements
    copy.#isShared = true
    this.#isShared = true
    return copy
  }

  get count(): number {
    return this.#elements.byKey.size
  }

  has(key: Key): boolean {
    return this.#elements.byKey.has(key)
  }

  get(key: Key): Element | undefined {
    return this.#elements.byKey.get(key)
  }

  /** @throws OracleError ORA-04036 when the session holds too much. */
  set(key: Key, element: Element, memory: SessionMemory): void {
    this.#makeOwn()
    const { byKey, order } = this.#elements
    if (!byKey.has(key)) {
      this.#area ??= memory.open()
      this.#area.charge(KEY + (element instanceof RecordValue ? sizeOfAll(element.fields) : sizeOf(element)))
      const last = order?.at(-1)
      if (last === undefined || last < key) order?.push(key)
      else this.#elements.order = undefined
    }
    byKey.set(key, element)
  }

  /** The element, which the caller may change: no longer that of a copy. */
  toChange(key: Key): Element | undefined {
    this.#makeOwn()
    return this.get(key)
  }

  delete(key: Key): void {
    if (!this.has(key)) return
    this.#makeOwn()
    this.#elements.byKey.delete(key)
    this.#elements.order = undefined
  }

  clear(): void {
    this.#elements = { byKey: new Map(), order: [] }
    this.#isShared = false
    this.release()
  }

  /** Its variable is gone: what it held no longer counts. */
  release(): void {
    this.#area?.release()
    this.#area = undefined
  }

  /** All keys, the lowest first; texts by their code points. */
  keys(): readonly Key[] {
    const elements = this.#elements
    elements.order ??= [...elements.byKey.keys()].sort((one, other) => (one < other ? -1 : 1))
    return elements.order
  }

  /** The nearest key behind `key`, or in front of it; `key` itself need not be there. */
  neighbour(key: Key, direction: 'next' | 'prior'): Key | undefined {
    const keys = this.keys()
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >> 1
      const candidate = keys[middle]
      if (candidate !== undefined && candidate < key) low = middle + 1
      else high = middle
    }
    if (direction === 'prior') return keys[low - 1]
    return keys[low] === key ? keys[low + 1] : keys[low]
  }

  #makeOwn(): void {
    if (!this.#isShared) return
    const byKey = new Map<Key, Element>()
    for (const [key, element] of this.#elements.byKey) byKey.set(key, copyOf(element))
    this.#elements = { byKey, order: undefined }
    this.#isShared = false
  }
}

const copyOf = (element: Element): Element =>
  element instanceof RecordValue ? new RecordValue([...element.fields]) : element

/** What reading an element that is not there ends with. */
export const noElement = (): OracleError => new OracleError(1403, 'no data found')
