#include "simulator/pki/card_files.h"

#include "simulator/pki/pixel_text.h"
#include "simulator/pki/sample_images.h"
#include "simulator/pki/tlv_writer.h"

namespace kazashi_simulator::pki {
namespace {

// Bytes whose meaning no source knows: present, and nothing more.
Bytes opaque(std::size_t size) { return Bytes(size, 0x5A); }
Bytes filler() { return Bytes(16, 0xFF); }

// Version of the specification, extended lengths supported, vendor, vendor's byte.
constexpr std::uint8_t kTextVersion[]{0x01, 0x03, 0x0E, 0x01};
constexpr std::uint8_t kVisualVersion[]{0x06, 0x03, 0x0E, 0x01};

Bytes concatenated(const std::vector<Bytes>& objects) {
  Bytes out;
  for (const Bytes& object : objects) {
    append(out, object);
  }
  return out;
}

std::string joined_text(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    out += part;
  }
  return out;
}

}  // namespace

Bytes number_file(const CardHolder& holder) {
  Bytes file = tlv(0xFF10, holder.individual_number);
  append(file, Bytes{0xFF, 0xFF});
  return file;
}

std::vector<Bytes> attribute_objects(const CardHolder& holder) {
  return {tlv(0xDF22, holder.name), tlv(0xDF23, holder.address), tlv(0xDF24, to_compact(holder.birth)),
          tlv(0xDF25, std::string_view(&holder.sex, 1))};
}

Bytes attribute_file(const std::vector<Bytes>& objects) { return file_with_offsets(0xFF20, 0xDF21, objects); }

Bytes hash_file(const CardAuthority& authority, View number_file, const std::vector<Bytes>& objects) {
  const Bytes hashes = joined({tlv(0xDF31, sha256(number_file)), tlv(0xDF32, sha256(concatenated(objects)))});
  return tlv(0xFF30, joined({hashes, tlv(0xDF33, sign_sha256(authority.municipality.key, hashes))}));
}

Files text_files(const CardAuthority& authority, const CardHolder& holder, const KeyPair& presence) {
  const Bytes number = number_file(holder);
  const std::vector<Bytes> attributes = attribute_objects(holder);
  const Bytes presence_object = tlv(0xDF51, public_key_objects(presence));
  const Bytes basic =
      joined({tlv(0xDF41, kTextVersion), tlv(0xDF42, key_id("6000034", "001", 1)), tlv(0xDF43, opaque(128))});
  return {{"0001", number},
          {"0002", attribute_file(attributes)},
          {"0003", hash_file(authority, number, attributes)},
          {"0004", authority.certificate},
          {"0005", tlv(0xFF40, basic)},
          // The key for transporting a session key. That secure messaging rests on one source and is not
          // played here, so any key will do.
          {"0006", tlv(0xA1, public_key_objects(presence))},
          {"0007", tlv(0xFF50, joined({presence_object, tlv(0xDF52, sign_sha256(authority.municipality.key,
                                                                                presence_object))}))},
          {"0008", filler()}};
}

Bytes age_record(const CardAuthority& authority, const CardHolder& holder, const KeyPair& presence) {
  const Bytes record =
      joined({tlv(0xDF11, to_compact(holder.birth)), tlv(0xDF12, public_key_objects(presence))});
  return tlv(0xFF10, joined({record, tlv(0xDF13, sign_sha256(authority.municipality.key, record))}));
}

std::vector<Bytes> face_objects(const CardAuthority& authority, const CardHolder& holder,
                                const KeyPair& presence) {
  std::vector<Bytes> objects{
      tlv(0xDF22, to_compact(holder.birth)),
      tlv(0xDF23, std::string_view(&holder.sex, 1)),
      tlv(0xDF24, public_key_objects(presence)),
      tlv(0xDF25, png_of(holder.romaji)),
      tlv(0xDF26, png_of(joined_text({holder.romaji.substr(holder.romaji.find(' ') + 1), " KEN 1 1"}))),
      tlv(0xDF27, grey_portrait()),
      {},
      tlv(0xDF29, to_compact(holder.expiry)),
      tlv(0xDF2A, png_of(holder.security_code))};
  objects[6] = tlv(0xDF28, sign_digests(authority.municipality.key, face_digests(objects)));
  return objects;
}

Bytes face_digests(const std::vector<Bytes>& objects) {
  return joined({sha256(joined({objects[0], objects[1], objects[2]})),
                 sha256(joined({objects[3], objects[4]})), sha256(objects[5])});
}

Bytes face_file(const std::vector<Bytes>& objects) { return file_with_offsets(0xFF20, 0xDF21, objects); }

Bytes number_image(const CardAuthority& authority, const CardHolder& holder, const KeyPair& presence) {
  const Bytes image =
      joined({tlv(0xDF41, png_of(holder.individual_number)), tlv(0xDF42, public_key_objects(presence))});
  return tlv(0xFF40, joined({image, tlv(0xDF43, sign_sha256(authority.municipality.key, image))}));
}

Files visual_files(const CardAuthority& authority, const CardHolder& holder, const KeyPair& presence) {
  constexpr std::string_view kMunicipalityCode = "99999";
  constexpr std::uint8_t kVersion[]{0x01};
  const Bytes basic =
      joined({tlv(0xDF31, kVisualVersion), tlv(0xDF32, key_id("6000024", "001", 1)), tlv(0xDF33, kVersion),
              tlv(0xDF34, kMunicipalityCode), tlv(0xDF35, opaque(0x110))});
  return {{"0001", age_record(authority, holder, presence)},
          {"0002", face_file(face_objects(authority, holder, presence))},
          {"0003", tlv(0xFF30, basic)},
          {"0004", authority.certificate},
          {"0005", number_image(authority, holder, presence)},
          {"0006", filler()}};
}

}  // namespace kazashi_simulator::pki
