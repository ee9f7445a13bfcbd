// Tests of what needs no page run in Node's own environment, where the scaffold's setup finds no canvas.
if (typeof window !== 'undefined') {
  require('./.config/jest-setup');
  // Combobox measures its options; jsdom draws nothing, so any width does.
  HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: text.length * 8 }) });
}

/** Node's own MessageChannel, once listened to, would keep the test process from ending. */
class TimerMessageChannel {
  constructor() {
    const port = () => ({ onmessage: null, close() {} });
    this.port1 = port();
    this.port2 = port();
    const connect = (from, to) => {
      from.postMessage = (data) => setTimeout(() => to.onmessage?.({ data }), 0);
    };
    connect(this.port1, this.port2);
    connect(this.port2, this.port1);
  }
}

class QuietResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

// React's scheduler and @grafana/ui want what browsers have and jsdom has not.
globalThis.MessageChannel ??= TimerMessageChannel;
globalThis.ResizeObserver ??= QuietResizeObserver;
const { TextDecoder, TextEncoder } = require('node:util');
globalThis.TextDecoder ??= TextDecoder;
globalThis.TextEncoder ??= TextEncoder;
