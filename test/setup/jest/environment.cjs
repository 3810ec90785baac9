// Where jest runs a test file: in the worker's own world, beside the product (see runtime.cjs), not in one of its own. What
// jest and the tests change of that world is put back.
const { ModuleMocker } = require('jest-mock');

module.exports = class NativeEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  // Clocks are handed to the product; nothing here stops the real one.
  fakeTimers = null;
  fakeTimersModern = null;

  #console = globalThis.console;
  #exit = process.exit;
  #environment = { ...process.env };

  async setup() {
    // As many frames as the product has of an error elsewhere; jest has set a hundred, which every refusal would pay for.
    Error.stackTraceLimit = 10;
  }

  async teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
    for (const name of Object.keys(process.env)) if (!(name in this.#environment)) delete process.env[name];
    Object.assign(process.env, this.#environment);
    delete globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')];
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
};
