#include "simulator/pki/residence_files.h"

#include "simulator/pki/sample_images.h"
#include "simulator/pki/tlv_writer.h"

namespace kazashi_simulator::pki {
namespace {

Bytes as_bytes(std::string_view text) { return {text.begin(), text.end()}; }

Bytes padded_text(std::string_view text, std::size_t size) { return zero_padded(as_bytes(text), size); }

// What C0 holds is not known beyond its four bytes.
Bytes version_object() { return tlv(0xC0, "0001"); }

FilesByShortId card_files(const ResidenceHolder& holder, unsigned generation) {
  return {{0x0B, version_object()}, {0x0A, tlv(0xC1, residence_type(holder, generation))}};
}

// The values of one-byte tags whose lengths are below 80, one after the other.
Bytes values_of(View objects) {
  Bytes out;
  while (objects.size() >= 2) {
    append(out, objects.subspan(2, objects[1]));
    objects = objects.subspan(2u + objects[1]);
  }
  return out;
}

// 200 bytes under a length of two: by the size of the file that the specification names (207), not by the
// shortest form.
Bytes reserved_text() {
  Bytes out{0xDE, 0x82, 0x00, 0xC8};
  append(out, Bytes(200, 0x00));
  return out;
}

}  // namespace

Bytes zero_padded(View content, std::size_t size) {
  Bytes out = copy(content);
  out.resize(size, 0x00);
  return out;
}

std::string residence_type(const ResidenceHolder& holder, unsigned generation) {
  if (generation == 1) {
    return holder.special_permanent ? "2" : "1";
  }
  return holder.special_permanent ? "06" : "05";
}

FirstGeneration first_generation() {
  return {zero_padded(card_front(), 7000), zero_padded(colour_portrait(), 3000)};
}

Bytes FirstGeneration::to_be_signed() const { return joined({front, photo}); }

ResidenceFiles FirstGeneration::files(const ResidenceHolder& holder, View check_code,
                                      View certificate) const {
  ResidenceFiles out;
  out.of_card = card_files(holder, 1);
  out.df1 = {{0x05, tlv(0xD0, front)}, {0x06, tlv(0xD1, photo)}};
  const Bytes address = joined({tlv(0xD2, to_compact(holder.address_written)), tlv(0xD3, holder.municipality),
                                tlv(0xD4, padded_text(holder.address, 320))});
  out.df2 = {{0x01, address}};
  if (!holder.special_permanent) {
    out.df2[0x02] = tlv(0xD5, padded_text("許可（原則週28時間以内）", 120));
    out.df2[0x03] = tlv(0xD6, padded_text("", 120));
    out.df2[0x04] = tlv(0xD7, "0");
  }
  out.df3 = {{0x02, joined({tlv(0xDA, check_code), tlv(0xDB, zero_padded(certificate, 1200))})}};
  return out;
}

SecondGeneration second_generation(const ResidenceHolder& holder) {
  Bytes printed =
      joined({tlv(0xC5, to_compact(holder.expiry)), tlv(0xC6, to_compact(holder.birth)),
              tlv(0xC7, std::string_view(&holder.sex, 1)), tlv(0xC8, holder.nationality),
              tlv(0xC9, padded_text(holder.special_permanent ? "" : "X99", 10)), tlv(0xCE, "0300")});
  if (!holder.special_permanent) {
    append(printed, joined({tlv(0xCA, "01"), tlv(0xCB, to_compact(holder.address_written)), tlv(0xCC, "2"),
                            tlv(0xCD, to_compact(holder.expiry))}));
  }
  return {std::move(printed), zero_padded(text_line(), 2500), zero_padded(colour_portrait(), 3000)};
}

Bytes SecondGeneration::to_be_signed() const {
  constexpr std::size_t kPrinted = 53;
  return joined({zero_padded(values_of(printed), kPrinted), photo, name});
}

ResidenceFiles SecondGeneration::files(const ResidenceHolder& holder, View signature,
                                       View certificate) const {
  ResidenceFiles out;
  out.of_card = card_files(holder, 2);
  out.df1 = {{0x01, tlv(0xC2, holder.number)},
             {0x03, printed},
             {0x04, joined({tlv(0xD0, name), tlv(0xD1, photo)})},
             {0x06, tlv(0xDFD1, zero_padded(text_line(), 2500))}};
  const Bytes notes = joined({tlv(0xD9, "0"), reserved_text()});
  if (holder.special_permanent) {
    out.df2 = {{0x01, notes}};
  } else {
    out.df2 = {{0x01, joined({tlv(0xD5, zero_padded(as_bytes("1"), 7)), tlv(0xD6, to_compact(holder.expiry)),
                              tlv(0xD7, "0")})},
               {0x02, tlv(0xD8, "0")},
               {0x03, notes}};
  }
  out.df3 = {{0x02, joined({tlv(0xDC, signature), tlv(0xDD, zero_padded(certificate, 602))})}};
  return out;
}

}  // namespace kazashi_simulator::pki
