/**
 * Objects of all schemas among which a name is given once a schema.
 */
export class Namespace<Item extends { readonly owner: string; readonly name: string }> {
  readonly #schemas = new Map<string, Map<string, Item>>()

  find(owner: string, name: string): Item | undefined {
    return this.#schemas.get(owner)?.get(name)
  }

  put(item: Item): void {
    const schema = this.#schemas.get(item.owner)
    if (schema === undefined) this.#schemas.set(item.owner, new Map([[item.name, item]]))
    else schema.set(item.name, item)
  }

  remove({ owner, name }: Item): void {
    this.#schemas.get(owner)?.delete(name)
  }

  *[Symbol.iterator](): Generator<Item, void, void> {
    for (const schema of this.#schemas.values()) yield* schema.values()
  }
}
