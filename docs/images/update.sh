#!/usr/bin/env bash
# Takes the pictures of the README again, of the sample as it is now.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet test tests/MvcSample.Tests --filter FullyQualifiedName~ReadmePictureTests
cp artifacts/screenshots/readme.png docs/images/sample.png
