// Prints how many tests ran, from jest's own report; fails when none did.
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
if (numPassedTests === 0 || numFailedTests > 0) process.exitCode = 1;
