/** k6's console; @types/k6 leaves it to the DOM's types, which promise much that k6 does not have. */
declare const console: Record<'log' | 'info' | 'warn' | 'error' | 'debug', (...values: readonly unknown[]) => void>;
