import { describeAccessMatrix } from './access-matrix.ts';

describeAccessMatrix('private');
