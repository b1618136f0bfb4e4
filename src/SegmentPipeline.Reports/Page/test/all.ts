import "./coverage.test";
