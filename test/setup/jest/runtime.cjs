// How jest loads what it runs: by Node's own loader, so that a worker loads the product and its packages once, for all the
// files it runs. Jest's own loader would load them anew for every file, which took more time than the tests themselves.
// The files of test/ are loaded anew each time, with whatever state they keep.
const { createRequire } = require('node:module');
const path = require('node:path');
const { default: SandboxRuntime } = require('jest-runtime');

/** @type {NativeRuntime} */
let current;

// TypeScript is compiled by jest's transform, which also remembers the source maps of what a stack names.
require.extensions['.ts'] = (module, file) => module._compile(current.transformCache.transform(file), file);

const testFolder = path.join(__dirname, '../..') + path.sep;
const isReloaded = (file) => file.startsWith(testFolder) && !file.startsWith(__dirname + path.sep);

module.exports = class NativeRuntime extends SandboxRuntime {
  constructor(...parameters) {
    super(...parameters);
    current = this;
    for (const file of Object.keys(require.cache)) if (isReloaded(file)) delete require.cache[file];
  }

  requireModule(from, name = from) {
    return createRequire(from)(name);
  }

  /** jest-circus; its state and its listeners are those of one test file. */
  requireInternalModule(file) {
    delete require.cache[file];
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    return require(file);
  }

  setGlobalsForRuntime(globals) {
    super.setGlobalsForRuntime(globals);
    globalThis.jest = this.jestGlobals.jestObjectFor(this._testPath);
  }
};
