// The package of src/exercise/export/tests/sample.rs, held to what an H5P server takes: the files it holds, h5p.json by its schema.
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";

const require = createRequire(import.meta.url);
const { H5PConfig } = require("@lumieducation/h5p-server");
const Validator = require("@lumieducation/h5p-server/build/src/PackageValidator").default;

test("an H5P server takes the package, packed and unpacked", async () => {
  const server = new Validator(new H5PConfig());
  const packed = join(process.env.EXPORTS_TO, "verbs.h5p");
  await server.validateFileSizes(packed);
  await server.validateExtractedPackage(packed + ".d", true, false);
});
