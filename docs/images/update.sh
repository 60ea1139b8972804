#!/usr/bin/env bash
# Takes the pictures of the documents again, of the sample as it is now.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet test tests/MvcSample.Tests --filter 'FullyQualifiedName~ReadmePictureTests|FullyQualifiedName~ModalScreenshotTests'
cp artifacts/screenshots/readme.png docs/images/sample.png
for page in picker-search consent done; do
  cp "artifacts/screenshots/modal-$page-light-360.png" "docs/images/$page.png"
done
