#!/usr/bin/env node
import 'reflect-metadata';
import { Command } from 'commander';
import { auditCommand } from './cli/audit/command';
import { createTenantCommand } from './cli/create-tenant';
import { explainCommand } from './cli/explain/command';
import { importCommand } from './cli/import/command';
import { keysCommand } from './cli/keys/command';
import { migrateCommand } from './cli/migrate';
import { schemaCommand } from './cli/schema';
import { seedCommand } from './cli/seed';
import { tokenCommand } from './cli/token';
import { verifyCommand } from './cli/verify/command';

const program = new Command('sanlou')
  .description('Sanlou (三楼): a multi-tenant GraphQL API over a party-organization tree.')
  .showHelpAfterError()
  .configureHelp({ sortSubcommands: true });

const commands = [
  tokenCommand(),
  seedCommand(),
  schemaCommand(),
  migrateCommand(),
  importCommand(),
  createTenantCommand(),
  verifyCommand(),
  explainCommand(),
  auditCommand(),
  keysCommand(),
];
for (const command of commands) {
  program.addCommand(command.copyInheritedSettings(program));
}

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
