// Octets and text across the seam: always copied, never aliased, so that nothing on the JavaScript side
// points into this memory.
#pragma once

#ifndef __EMSCRIPTEN__
#error "The seam exists in WebAssembly only; native callers use src/verify."
#endif

#include <cstddef>
#include <string>

#include <emscripten/val.h>

#include "base/bytes.h"
#include "base/secret.h"

namespace kazashi::seam {

/// A Uint8Array; the generated TypeScript says so.
EMSCRIPTEN_DECLARE_VAL_TYPE(Uint8Array)

/// A JavaScript string. Embind's own way back for std::string copies the octets once more and looks at each
/// of them in JavaScript; that is a tenth of a decision's time.
EMSCRIPTEN_DECLARE_VAL_TYPE(Text)

/// The octets of a Uint8Array, straight into memory of the container's own allocator.
template <class Container>
[[nodiscard]] Container from_js(const Uint8Array& array) {
  Container octets(array["length"].as<std::size_t>());
  emscripten::val(emscripten::typed_memory_view(octets.size(), octets.data())).call<void>("set", array);
  return octets;
}

/// A new Uint8Array with these octets.
[[nodiscard]] inline Uint8Array to_js(base::ByteView octets) {
  const auto view = emscripten::typed_memory_view(octets.size(), octets.data());
  return Uint8Array(emscripten::val::global("Uint8Array").new_(view));
}

/// A new string; `text` is UTF-8 without U+0000, as JSON text is.
[[nodiscard]] inline Text text_to_js(const std::string& text) {
  return Text(emscripten::val::u8string(text.c_str()));
}

}  // namespace kazashi::seam
