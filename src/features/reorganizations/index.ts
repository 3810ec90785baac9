import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { StructuralMutations } from './direct/act.mutations';
import { AccessChangeResolver, ImpactResolver } from './impact/impact.resolver';
import { FoundThroughResolver, LineageEdgeResolver, OrganizationLineageResolver } from './lineage/lineage.resolver';
import { ReorganizationMutations } from './plans/reorganization.mutations';
import { visibleReorganization } from './plans/reorganization.queries';
import {
  OrganizationReorganizationsResolver,
  ReorganizationActResolver,
  ReorganizationResolver,
} from './plans/reorganization.resolver';
import { permissions } from './reorganization.permissions';

defineNode('Reorganization', visibleReorganization, ({ organizationId }) => organizationId);

export const reorganizations: Feature = {
  resolvers: [
    StructuralMutations,
    ReorganizationMutations,
    ReorganizationResolver,
    ReorganizationActResolver,
    OrganizationReorganizationsResolver,
    ImpactResolver,
    AccessChangeResolver,
    LineageEdgeResolver,
    FoundThroughResolver,
    OrganizationLineageResolver,
  ],
  permissions,
};
