import "./page";
import "./acting.test";
import "./corrupt.test";
import "./coverage.test";
import "./covered.test";
import "./jumps.test";
import "./seenHoles.test";
import "./verdict.test";
