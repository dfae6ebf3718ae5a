// What the RC-S380 tells about itself when it is plugged in.
#pragma once

#include <cstddef>
#include <string_view>

namespace kazashi_simulator {

// Full speed bulk endpoints.
constexpr std::size_t kUsbPacket = 64;

// JSON in the shape of WebUSB's USBDevice, USBConfiguration, USBInterface and USBEndpoint.
// Known: ids, one vendor interface, endpoints 2 OUT and 1 IN. The strings are ours.
constexpr std::string_view kUsbDescriptor = R"json({
  "usbVersionMajor": 2, "usbVersionMinor": 0, "usbVersionSubminor": 0,
  "deviceClass": 0, "deviceSubclass": 0, "deviceProtocol": 0,
  "vendorId": 1356, "productId": 1731,
  "deviceVersionMajor": 1, "deviceVersionMinor": 1, "deviceVersionSubminor": 1,
  "manufacturerName": "Kazashi simulator", "productName": "RC-S380/P (simulated)", "serialNumber": "0000000",
  "configurations": [ { "configurationValue": 1, "interfaces": [ { "interfaceNumber": 0, "alternates": [ {
    "alternateSetting": 0, "interfaceClass": 255, "interfaceSubclass": 0, "interfaceProtocol": 0,
    "endpoints": [
      { "endpointNumber": 1, "direction": "in", "type": "bulk", "packetSize": 64 },
      { "endpointNumber": 2, "direction": "out", "type": "bulk", "packetSize": 64 } ] } ] } ] } ]
})json";

}  // namespace kazashi_simulator
