// The browser's half of WebUSB, answered over an intercepted Mojo pipe: everything the page sees is Blink's own
// implementation. The bindings come from the installed browser at test time; what is written here is only what they do
// not hold, the five methods of blink.mojom.WebUsbService.
import { mojo } from "mojo-bindings/resources/mojo/mojo/public/js/bindings.js";
import * as device from "mojo-bindings/usb-internals/usb_device.mojom-webui.js";
import * as enumeration from "mojo-bindings/usb-internals/usb_enumeration_options.mojom-webui.js";
import * as manager from "mojo-bindings/usb-internals/usb_manager_client.mojom-webui.js";
import { Hardware } from "./hardware.js";

const { internal } = mojo;
const { interfaceSupport } = internal;

/** One message of the service. A field is [name, offset, type, nullable]. */
function message(name, size, fields = []) {
  const spec = { $: {} };
  const described = fields.map(([field, offset, type, nullable = false]) =>
    internal.StructField(field, offset, 0, type, null, nullable, 0, undefined, undefined),
  );
  internal.Struct(spec.$, name, described, [[0, size]]);
  return spec.$;
}

const filters = internal.Array(enumeration.UsbDeviceFilterSpec.$, false);
const options = {
  $: message("WebUsbRequestDeviceOptions", 24, [
    ["filters", 0, filters],
    ["exclusionFilters", 8, filters],
  ]),
};
const messages = {
  getDevices: message("GetDevices", 8),
  devices: message("Devices", 16, [["results", 0, internal.Array(device.UsbDeviceInfoSpec.$, false)]]),
  getDevice: message("GetDevice", 24, [
    ["guid", 0, internal.String],
    ["deviceReceiver", 8, internal.InterfaceRequest(device.UsbDevicePendingReceiver)],
  ]),
  getPermission: message("GetPermission", 16, [["options", 0, options.$]]),
  permission: message("Permission", 16, [["result", 0, device.UsbDeviceInfoSpec.$, true]]),
  forget: message("Forget", 16, [["guid", 0, internal.String]]),
  forgotten: message("Forgotten", 8),
  setClient: message("SetClient", 16, [
    ["client", 0, internal.AssociatedInterfaceProxy(manager.UsbDeviceManagerClientRemote)],
  ]),
};

const { INBOUND, OUTBOUND } = device.UsbTransferDirection;
const statusOf = {
  ok: device.UsbTransferStatus.COMPLETED,
  stall: device.UsbTransferStatus.STALLED,
  babble: device.UsbTransferStatus.BABBLE,
  aborted: device.UsbTransferStatus.CANCELLED,
  disconnected: device.UsbTransferStatus.DISCONNECT,
};

function infoOf({ descriptor }) {
  const endpoint = ({ endpointNumber, direction, packetSize }) => ({
    endpointNumber,
    direction: direction === "in" ? INBOUND : OUTBOUND,
    type: device.UsbTransferType.BULK,
    packetSize,
    synchronizationType: 0,
    usageType: 0,
    pollingInterval: 0,
    extraData: [],
  });
  const alternate = ({ alternateSetting, interfaceClass, endpoints }) => ({
    alternateSetting,
    classCode: interfaceClass,
    subclassCode: 0,
    protocolCode: 0,
    interfaceName: null,
    endpoints: endpoints.map(endpoint),
    extraData: [],
  });
  return {
    guid: "the-reader",
    usbVersionMajor: 2,
    usbVersionMinor: 0,
    usbVersionSubminor: 0,
    classCode: 0,
    subclassCode: 0,
    protocolCode: 0,
    busNumber: 1,
    portNumber: 1,
    vendorId: descriptor.vendorId,
    productId: descriptor.productId,
    deviceVersionMajor: 1,
    deviceVersionMinor: 0,
    deviceVersionSubminor: 0,
    manufacturerName: null,
    productName: descriptor.productName,
    serialNumber: null,
    webusbLandingPage: null,
    activeConfiguration: 1,
    configurations: descriptor.configurations.map(({ configurationValue, interfaces }) => ({
      configurationValue,
      configurationName: null,
      selfPowered: false,
      remoteWakeup: false,
      maximumPower: 50,
      extraData: [],
      interfaces: interfaces.map(({ interfaceNumber, alternates }) => ({
        interfaceNumber,
        firstInterface: interfaceNumber,
        alternates: alternates.map(alternate),
      })),
    })),
  };
}

const done = Promise.resolve({ success: true });

/** device.mojom.UsbDevice: no states and no checks of its own but the one that lives in the browser, protected classes. */
class Device {
  constructor(hardware) {
    this.hardware = hardware;
  }
  open() {
    return Promise.resolve({ result: { success: device.UsbOpenDeviceSuccess.OK } });
  }
  close() {
    this.hardware.abort();
    return Promise.resolve();
  }
  setConfiguration() {
    return done;
  }
  claimInterface(number) {
    const { kSuccess, kProtectedClass, kFailure } = device.UsbClaimInterfaceResult;
    if (this.hardware.isProtected(number)) return Promise.resolve({ result: kProtectedClass });
    return Promise.resolve({ result: this.hardware.setup.shape === "in-use" ? kFailure : kSuccess });
  }
  releaseInterface() {
    this.hardware.abort();
    return done;
  }
  setInterfaceAlternateSetting() {
    return done;
  }
  reset() {
    this.hardware.reset();
    return done;
  }
  clearHalt(direction) {
    this.hardware.clearHalt(direction === INBOUND ? "in" : "out");
    return done;
  }
  async genericTransferIn(_endpoint, length) {
    const { status, data } = await this.hardware.transferIn(length);
    return { status: statusOf[status], data: { buffer: [...data] } };
  }
  async genericTransferOut(_endpoint, data) {
    return { status: statusOf[this.hardware.transferOut(new Uint8Array(data.buffer))] };
  }
  controlTransferIn() {
    return Promise.resolve({ status: statusOf.stall, data: { buffer: [] } });
  }
  controlTransferOut() {
    return Promise.resolve({ status: statusOf.stall });
  }
  isochronousTransferIn() {
    return Promise.resolve({ data: { buffer: [] }, packets: [] });
  }
  isochronousTransferOut() {
    return Promise.resolve({ packets: [] });
  }
}

class ServiceEndpoint {
  constructor(handle) {
    this.handle = interfaceSupport.getEndpointForReceiver(handle);
  }
}
class ServiceRemote {
  constructor(handle) {
    this.proxy = new interfaceSupport.InterfaceRemoteBase(ServiceEndpoint, handle);
  }
}

const hardware = await Hardware.start();
const info = infoOf(hardware);
const kept = []; // receivers live as long as somebody holds them
const pipes = [];
let granted = false;
let attached = true;
let client;

hardware.onunplugged = () => {
  if (!attached) return;
  attached = false;
  client?.onDeviceRemoved(info);
  for (const receiver of pipes.splice(0)) receiver.$.close();
};

const interceptor = new globalThis.MojoInterfaceInterceptor("blink.mojom.WebUsbService");
interceptor.oninterfacerequest = ({ handle }) => {
  const service = new interfaceSupport.InterfaceReceiverHelperInternal(ServiceRemote);
  const handlers = [
    [
      messages.getDevices,
      messages.devices,
      () => Promise.resolve({ results: granted && attached ? [info] : [] }),
    ],
    [
      messages.getDevice,
      null,
      (_guid, pending) => {
        const receiver = new device.UsbDeviceReceiver(new Device(hardware));
        receiver.$.bindHandle(pending.handle);
        pipes.push(receiver);
      },
    ],
    [messages.getPermission, messages.permission, (asked) => Promise.resolve({ result: choose(asked) })],
    [messages.forget, messages.forgotten, () => Promise.resolve()],
    [
      messages.setClient,
      null,
      (remote) => {
        client = remote;
      },
    ],
  ];
  handlers.forEach(([ask, answer, handler], ordinal) =>
    service.registerHandler(ordinal, ask, answer, handler, false),
  );
  new interfaceSupport.InterfaceReceiverHelper(service).bindHandle(handle);
  kept.push(service);
};
interceptor.start();

/** The chooser lives in the browser's process too: it offers what matches a filter. */
function choose(asked) {
  const classes = info.configurations.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ alternates }) => alternates.map(({ classCode }) => classCode)),
  );
  const matches = (filter) =>
    (filter.vendorId ?? info.vendorId) === info.vendorId &&
    (filter.productId ?? info.productId) === info.productId &&
    ((filter.classCode ?? undefined) === undefined || classes.includes(filter.classCode));
  const offered = asked.filters.length === 0 || asked.filters.some(matches);
  granted = hardware.setup.chooser === "choose" && offered;
  return granted ? info : null;
}
