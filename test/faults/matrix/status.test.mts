import { playMatrix } from './play.mts';

playMatrix('status');
