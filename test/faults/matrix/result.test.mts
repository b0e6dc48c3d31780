import { playMatrix } from './play.mts';

playMatrix('result');
