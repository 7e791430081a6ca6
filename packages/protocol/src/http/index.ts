/** The HTTP contract: in a part of its own, which a run never loads. */
export * from './contract.ts'
export * from './endpoint.ts'
export * from './schemas.ts'
