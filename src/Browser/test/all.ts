import "./corrupt.test";
import "./coverage.test";
import "./covered.test";
import "./jumps.test";
