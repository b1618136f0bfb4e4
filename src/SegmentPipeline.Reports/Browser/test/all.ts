import "./corrupt.test";
import "./coverage.test";
