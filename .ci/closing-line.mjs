// Prints how many tests ran, from jest's own report, and in how many cases access was tried, as the matrix said while it
// ran; fails when either is nothing.
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const [, accessCases = 0] = /^(\d+) access cases$/m.exec(readFileSync(process.argv[3], 'utf8')) ?? [];
console.log(`${accessCases} access cases`);
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
if (numPassedTests === 0 || numFailedTests > 0 || accessCases === 0) process.exitCode = 1;
